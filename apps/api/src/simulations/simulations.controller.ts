import { shippedClockSettings } from '@app/cases';
import { readSimulation, type SimulationResult, simulate } from '@app/domain';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ViewersToo } from '../security/access';
import { simulationResult } from './simulation.schemas';

@ApiTags('Simulations')
@Controller('api/v1/simulations')
export class SimulationsController {
  @ApiOperation({
    operationId: 'simulate',
    summary: 'Run one case forward on paper.',
    description: 'By the code that runs the real ones. Nothing is stored.',
  })
  @ApiBody({ schema: { $ref: '#/components/schemas/NewSimulation' } })
  @ApiOkResponse({ description: 'What would happen', standardSchema: simulationResult })
  @HttpCode(200)
  @ViewersToo()
  @Post()
  simulate(@Body() input: unknown): SimulationResult {
    return simulate(readSimulation(input, shippedClockSettings().calendar));
  }
}
